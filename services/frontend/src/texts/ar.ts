import type { Texts } from "./en.ts";
import { isolate } from "./isolate.ts";

const rules = new Intl.PluralRules("ar");

/** Arabic counts one and two with the word alone, and uses other forms for 3 to 10, 11 to 99 and hundreds. */
const counted =
  (none: string, one: string, two: string, few: string, many: string, other: string) =>
  (count: number, text: string): string => {
    const forms = {
      zero: none,
      one,
      two,
      few: `${text} ${few}`,
      many: `${text} ${many}`,
      other: `${text} ${other}`,
    };
    return forms[rules.select(count)];
  };

export const ar: Texts = {
  subtitle: "نظام تخطيط موارد المؤسسة",
  otherLanguage: "English",
  skip: "انتقل إلى المحتوى",
  sections: "الأقسام",
  loading: "جارٍ التحميل …",
  failed: "تعذّر التحميل.",
  retry: "أعد المحاولة",
  version: "الإصدار",
  cancel: "إلغاء",
  close: "إغلاق",

  services: "الخدمات",
  django: "النظام الأساسي",
  flask: "المخزون",
  ml: "التوقعات",
  ai: "المساعد",
  healthy: "تعمل",
  unhealthy: "معطّلة",
  checking: "جارٍ الفحص …",
  modules: "الوحدات",

  logIn: "تسجيل الدخول",
  logOut: "تسجيل الخروج",
  loggedInAs: "مسجّل الدخول باسم",
  username: "اسم المستخدم",
  password: "كلمة المرور",
  wrongLogIn: "اسم المستخدم أو كلمة المرور غير صحيحة.",
  sessionEnded: "انتهت جلستك. يُرجى تسجيل الدخول من جديد.",
  sessionUnreachable: "تعذّرت استعادة جلستك لأن الخادم لا يستجيب.",

  noAnswer: "الخادم لا يستجيب. تحقّق من الاتصال ثم أعد المحاولة.",
  refused: (status) => `رفض الخادم هذا الطلب (${status}).`,
  forbidden: "ليست لديك صلاحية لهذا الإجراء.",
  required: "هذا الحقل مطلوب.",
  tooLong: (length) => `الحد الأقصى لعدد الأحرف: ${length}.`,

  products: "المنتجات",
  noProducts: "لا توجد منتجات بعد.",
  actions: "الإجراءات",
  add: "إضافة منتج",
  edit: "تعديل",
  remove: "حذف",
  save: "حفظ",
  saving: "جارٍ الحفظ …",
  editOf: (name) => `تعديل ${isolate(name)}`,
  removeOf: (name) => `حذف ${isolate(name)}`,
  added: (name) => `أُضيف المنتج «${isolate(name)}».`,
  changed: (name) => `حُفظت تعديلات «${isolate(name)}».`,
  removed: (name) => `حُذف «${isolate(name)}».`,
  removeQuestion: (name) => `هل تريد حذف «${isolate(name)}» نهائيًا؟ لا يمكن التراجع عن ذلك.`,
  gone: "لم يعد موجودًا، وربما حذفه مستخدم آخر.",
  sku: "الرمز",
  name: "الاسم",
  nameAr: "الاسم بالعربية",
  nameEn: "الاسم بالإنجليزية",
  unit: "الوحدة",
  quantity: "المتوفر",
  price: "السعر",
  skuRule: "أحرف لاتينية وأرقام و . _ - فقط",
  skuTaken: "هذا الرمز مستخدم لمنتج آخر.",
  decimalRule: (digits, fraction) =>
    `عدد لا يقل عن الصفر: ${digits} خانة على الأكثر قبل الفاصلة العشرية و${fraction} بعدها.`,
  previous: "السابق",
  next: "التالي",
  page: (page, pages) => `صفحة ${page} من ${pages}`,
  count: counted("لا منتجات", "منتج واحد", "منتجان", "منتجات", "منتجًا", "منتج"),

  forecast: "توقّع الطلب",
  forecastHint: "الكميات المتوقّع طلبها شهرًا بشهر.",
  goods: "مجموعة المنتجات",
  from: "ابتداءً من",
  month: "الشهر",
  year: "السنة",
  period: "المدة",
  months: counted("بلا أشهر", "شهر واحد", "شهران", "أشهر", "شهرًا", "شهر"),
  predict: "احسب التوقّع",
  predicting: "جارٍ الحساب …",
  demand: "الطلب",
  range: "النطاق المرجّح",
  rangeText: (low, high) => `${low} – ${high}`,
  noForecast: "اختر مجموعة المنتجات والمدة ليظهر التوقّع هنا.",

  assistant: "المساعد الذكي",
  assistantHint: "اسأل عن المخزون أو المواسم أو أي شأن من شؤون عملك.",
  assistantOff: "لم يُفعَّل المساعد بعد. يُفعّله مسؤول النظام بإضافة مفتاح له.",
  assistantFailed: "لا يستطيع المساعد الإجابة الآن.",
  assistantEmpty: "اطرح سؤالًا لتظهر المحادثة هنا.",
  question: "سؤالك",
  questionHint: "مفتاح Enter للإرسال، وShift مع Enter لسطر جديد.",
  send: "إرسال",
  thinking: "المساعد يكتب …",
  you: "أنت",

  files: "الملفات",
  noFiles: "لم تُرفع أي ملفات بعد.",
  choose: "اختر ملفًا أو أفلته هنا",
  limit: (size) => `الحد الأقصى ${size}`,
  tooLarge: (name, size) => `حجم «${isolate(name)}» أكبر من المسموح به، وهو ${size}.`,
  tooLargeForServer: "لا يقبل الخادم ملفات بهذا الحجم.",
  uploading: (name) => `جارٍ رفع ${isolate(name)}`,
  uploaded: (name) => `رُفع الملف «${isolate(name)}».`,
  interrupted: "انقطع الرفع. تحقّق من الاتصال ثم أعد المحاولة.",
  opensInTab: "يُفتح في علامة تبويب جديدة",
  removeFileQuestion: (name) => `هل تريد حذف الملف «${isolate(name)}» نهائيًا؟ لا يمكن التراجع عن ذلك.`,

  units: { packet: "عبوة", kg: "كغ", m: "م", piece: "قطعة", bag: "كيس" },
  groups: { seeds: "البذور", fertiliser: "الأسمدة", irrigation: "مستلزمات الري" },
};
