/** How protection is lifted by somebody who means it. */
export const howToLift = (stack: string): string =>
  `npm run pulumi -- config set gaara:protect false --stack ${stack}, then npm run pulumi -- up --stack ${stack}, then this command again`;

/** True where Pulumi's text says that it refused to delete or to replace what is protected. */
export const isRefusal = (text: string): boolean =>
  /cannot be deleted(\s|\\n)+because it is protected|currently marked for protection/.test(text);

/** Advice that goes with a refusal ({@link isRefusal}): Pulumi knows no `gaara:protect`. */
export const refusalAdvice = (stack: string): string =>
  `stack ${stack}: what is named above holds data, or opens it, and is protected by gaara:protect (the default in mode prod). To let it go deliberately: ${howToLift(stack)}`;
