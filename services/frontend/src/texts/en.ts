import type { Role } from "../session/role.ts";
import { isolate } from "./isolate.ts";

const one = new Intl.PluralRules("en");

export const en = {
  subtitle: "Enterprise resource planning",
  otherLanguage: "العربية",
  skip: "Skip to the content",
  sections: "Sections",
  loading: "Loading …",
  failed: "This could not be loaded.",
  retry: "Try again",
  version: "Version",
  cancel: "Cancel",
  close: "Close",

  services: "Services",
  django: "ERP",
  flask: "Inventory",
  ml: "Forecasts",
  ai: "Assistant",
  healthy: "Running",
  unhealthy: "Disturbed",
  checking: "Checking …",
  modules: "Modules",

  logIn: "Log in",
  logOut: "Log out",
  loggedInAs: "Logged in as",
  username: "User name",
  password: "Password",
  wrongLogIn: "The user name or the password is wrong.",
  tooManyLogIns: "Too many failed log-ins. Please try again later.",
  sessionEnded: "Your session has ended. Please log in again.",
  sessionUnreachable: "Your log-in could not be restored because the server does not answer.",

  noAnswer: "The server does not answer. Check the connection and try again.",
  refused: (status: string) => `The server refused this (${status}).`,
  unavailable: "The server is not available at the moment. Try again shortly.",
  late: "The server did not answer in time. It may have done it all the same: look before you try again.",
  full: "The server has no room left, so nothing was stored. Tell whoever runs this system.",
  forbidden: "You are not allowed to do this.",
  readOnly: "You can look at everything here. To change it takes the role of an editor.",
  required: "Please fill this in.",
  tooLong: (length: string) => `At most ${length} characters.`,

  products: "Products",
  noProducts: "There are no products yet.",
  actions: "Actions",
  add: "Add product",
  edit: "Edit",
  remove: "Delete",
  save: "Save",
  saving: "Saving …",
  editOf: (name: string) => `Edit ${isolate(name)}`,
  removeOf: (name: string) => `Delete ${isolate(name)}`,
  added: (name: string) => `${isolate(name)} was added.`,
  changed: (name: string) => `${isolate(name)} was changed.`,
  removed: (name: string) => `${isolate(name)} was deleted.`,
  removeQuestion: (name: string) => `Delete “${isolate(name)}” for good? This can not be undone.`,
  gone: "It no longer exists. Somebody else may have deleted it.",
  sku: "Code",
  name: "Name",
  nameAr: "Name in Arabic",
  nameEn: "Name in English",
  unit: "Unit",
  quantity: "In stock",
  price: "Price",
  skuRule: "Only A–Z, a–z, 0–9 and . _ -",
  skuTaken: "Another product has this code.",
  decimalRule: (digits: string, fraction: string) =>
    `A number from 0 on: at most ${digits} digits before and ${fraction} after the decimal point.`,
  previous: "Previous",
  next: "Next",
  page: (page: string, pages: string) => `Page ${page} of ${pages}`,
  count: (count: number, text: string) => `${text} ${one.select(count) === "one" ? "product" : "products"}`,

  forecast: "Demand forecast",
  forecastHint: "What is likely to be asked for, month by month.",
  goods: "Product group",
  from: "From",
  month: "Month",
  year: "Year",
  period: "Period",
  months: (count: number, text: string) => `${text} ${one.select(count) === "one" ? "month" : "months"}`,
  predict: "Forecast",
  predicting: "Calculating …",
  demand: "Demand",
  range: "Likely range",
  rangeText: (low: string, high: string) => `${low} – ${high}`,
  noForecast: "Choose a product group and a period; the forecast appears here.",

  assistant: "Assistant",
  assistantHint: "Ask about stock, seasons or anything in your work.",
  assistantOff: "The assistant has not been switched on yet. Whoever runs this system adds a key for it.",
  assistantFailed: "The assistant can not answer at the moment.",
  assistantEmpty: "Ask a question; the conversation appears here.",
  question: "Your question",
  questionHint: "Enter sends, Shift and Enter begin a new line.",
  send: "Send",
  thinking: "The assistant is writing …",
  you: "You",

  files: "Files",
  noFiles: "No files have been uploaded yet.",
  choose: "Choose a file or drop it here",
  limit: (size: string) => `At most ${size}`,
  tooLarge: (name: string, size: string) => `“${isolate(name)}” is too large: at most ${size}.`,
  tooLargeForServer: "The server does not take files of this size.",
  uploading: (name: string) => `Uploading ${isolate(name)}`,
  uploaded: (name: string) => `${isolate(name)} was uploaded.`,
  interrupted: "The upload was interrupted. Check the connection and try again.",
  opensInTab: "opens in a new tab",
  removeFileQuestion: (name: string) =>
    `Delete the file “${isolate(name)}” for good? This can not be undone.`,

  roles: { viewer: "Viewer", editor: "Editor", administrator: "Administrator" } as Readonly<
    Record<Role, string>
  >,
  units: { packet: "packet", kg: "kg", m: "m", piece: "piece", bag: "bag" } as Readonly<
    Record<string, string>
  >,
  groups: { seeds: "Seeds", fertiliser: "Fertilisers", irrigation: "Irrigation" } as Readonly<
    Record<string, string>
  >,
};

export type Texts = typeof en;
