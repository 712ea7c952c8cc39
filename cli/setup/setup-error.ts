/** Something that set-up cannot do by itself; the message says what was found and what to do. */
export class SetupError extends Error {
  override readonly name = "SetupError";
}

/** Explanations of the operating system's failures for people, by their codes. */
export function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? String(error.code) : "";
  switch (code) {
    case "EACCES":
    case "EPERM":
      return "permission denied";
    case "EROFS":
      return "the file system is read-only";
    case "ENOSPC":
    case "EDQUOT":
      return "the disk is full";
    case "EEXIST":
    case "ENOTDIR":
      return "a file is in its way";
    case "ENOENT":
      return "it does not exist";
    case "ECONNREFUSED":
      return "connection refused";
    default:
      return error.message;
  }
}
