// Package refuse has the answer of a lean Pulumi to what it was built without.
package refuse

import "fmt"

// Storage says that a state cannot be opened, and how to get a Pulumi that can. The scheme is that of the backend's URL.
func Storage(scheme string) error {
	return fmt.Errorf("this Pulumi was built without %s:// states: "+
		"set PULUMI_BACKEND_URL to the state's address and run `npm run setup`, which builds one with them", scheme)
}

// Keeper says that a secrets provider cannot be used, and how to get a Pulumi that can.
func Keeper(scheme string) error {
	return fmt.Errorf("this Pulumi was built without %s:// secrets providers: "+
		"write `secretsprovider:` into the stack's Pulumi.<stack>.yaml and run `npm run setup`, which builds one with them",
		scheme)
}

// Logs says that logs of a cloud's resources cannot be read, and how to get a Pulumi that can.
func Logs(cloud string) error {
	return fmt.Errorf("this Pulumi was built without logs of %s: "+
		"install Pulumi (https://www.pulumi.com/docs/install)", cloud)
}

// Service says that a command of Pulumi's service is missing, and how to get a Pulumi that has it.
func Service() error {
	return fmt.Errorf("this Pulumi was built without this command of Pulumi Cloud: " +
		"set PULUMI_BACKEND_URL to the service's address and run `npm run setup`, which builds one with it")
}
