const arabic = "٠١٢٣٤٥٦٧٨٩";
const persian = "۰۱۲۳۴۵۶۷۸۹";

/** "١٬٢٣٤٫٥٠" as "1234.50": decimal text stays text all the way, so that no digit of money is rounded. */
export const plainDecimal = (text: string): string =>
  text
    .trim()
    .replace(/[٠-٩]/g, (digit) => String(arabic.indexOf(digit)))
    .replace(/[۰-۹]/g, (digit) => String(persian.indexOf(digit)))
    .replaceAll("٬", "")
    .replaceAll("٫", ".");

/** A number from 0 on, with so many digits before and after the point. */
export const isDecimal = (text: string, digits: number, fraction: number): boolean =>
  new RegExp(`^[0-9]{1,${digits}}(\\.[0-9]{1,${fraction}})?$`).test(text);
