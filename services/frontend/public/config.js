// Written anew when the container starts, from its REACT_APP_* variables.
window.GAARA = {};
