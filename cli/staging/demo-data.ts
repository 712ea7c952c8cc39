import { publicPath } from "../checks/apis.ts";
import type { VerifyContext } from "../checks/context.ts";
import { isReference } from "../checks/reference.ts";
import { sessionOf } from "../checks/session.ts";
import { SetupError } from "../setup/setup-error.ts";

const product = (
  sku: string,
  name_ar: string,
  name_en: string,
  unit: string,
  quantity: string,
  price: string,
) => ({
  sku: `DEMO-${sku}`,
  name_ar,
  name_en,
  unit,
  quantity,
  price,
});

/**
 * Something to look at beside the few products that every new stack has: long names, large and small amounts, several
 * pages.
 */
export const products = [
  product("ONION", "بذور بصل أحمر", "Red onion seeds", "packet", "860", "58.25"),
  product("CARROT", "بذور جزر", "Carrot seeds", "packet", "1130", "49.90"),
  product("WHEAT", "تقاوي قمح معتمدة", "Certified wheat seed", "kg", "15250.75", "12.40"),
  product("MAIZE", "تقاوي ذرة صفراء هجين", "Hybrid yellow maize seed", "kg", "9800", "27.60"),
  product("CLOVER", "تقاوي برسيم حجازي", "Alfalfa seed", "kg", "430.125", "88.00"),
  product("CALCIUM", "نترات الكالسيوم", "Calcium nitrate", "kg", "3900", "21.35"),
  product("HUMIC", "حمض الهيوميك السائل", "Liquid humic acid", "litre", "615.5", "46.00"),
  product("IRON", "حديد مخلبي ٦٪", "Chelated iron 6 %", "kg", "240", "175.00"),
  product("NEEM", "زيت النيم", "Neem oil", "litre", "130.25", "94.50"),
  product(
    "TRAP",
    "مصيدة فرمونية لسوسة النخيل الحمراء",
    "Pheromone trap for the red palm weevil",
    "piece",
    "75",
    "132.00",
  ),
  product("VALVE", "محبس ري ٢ بوصة", "Irrigation valve, 2 inch", "piece", "310", "64.80"),
  product("PUMP", "مضخة غاطسة ٥ أحصنة", "Submersible pump, 5 hp", "piece", "6", "18450.00"),
  product("NET", "شبك تظليل ٦٣٪ عرض ٤ أمتار", "Shade net 63 %, 4 m wide", "m", "2400", "11.20"),
  product("LABEL", "بطاقات تعريف للشتلات", "Seedling labels", "piece", "0", "0.15"),
];

/**
 * Writes products through the ERP's own API as its first account would. Those that are there already stay as somebody
 * may have changed them.
 *
 * @returns how many were written
 */
export async function writeDemoData(context: VerifyContext): Promise<number> {
  if (!(["django", "flask"] as const).every((service) => isReference(context.settings, service))) return 0;
  const session = sessionOf(context);
  let written = 0;
  for (const json of products) {
    const { status, body } = await context.edge(`${publicPath("flask")}products/`, {
      method: "POST",
      json,
      ...(await session()),
    });
    if (status !== 201 && status !== 409)
      throw new SetupError(
        `demo data: ${json.sku} was answered with ${status}, expected 201 or 409: ${body.slice(0, 200)}`,
      );
    if (status === 201) written += 1;
  }
  return written;
}
