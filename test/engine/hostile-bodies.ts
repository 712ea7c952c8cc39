import fc from "fast-check";

/** A body in pieces: each a text and how often it stands there, so that a large one is not carried about. */
export type Body = readonly (readonly [text: string | Uint8Array, times: number])[];

const once = (text: string | Uint8Array): Body => [[text, 1]];
const field = (value: string): Body =>
  once(
    `{${["username", "password", "email", "to", "refresh", "sku", "name_ar", "quantity", "price", "product", "month", "months", "message", "messages"].map((name) => `"${name}":${value}`).join(",")}}`,
  );

/** Bodies that somebody has found to break something, anywhere. */
export const known: Readonly<Record<string, Body>> = {
  nothing: once(""),
  "3 MB in a text": [
    ['{"username":"', 1],
    ["a", 3_000_000],
    ['","password":"x"}', 1],
  ],
  "open lists": [["[", 100_000]],
  "open objects": [['{"a":', 100_000]],
  "closed lists": [
    ['{"username":', 1],
    ["[", 30_000],
    ["]", 30_000],
    ["}", 1],
  ],
  "a NUL": field('"a\\u0000b"'),
  "a raw NUL": once('{"username":"a\0b"}'),
  "half a character": field('"\\ud800"'),
  "no UTF-8": once(new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])),
  "UTF-16": once(Buffer.from('{"username":"a"}', "utf16le")),
  "a number of 5,000 digits": field(`1${"0".repeat(5000)}`),
  "a large exponent": field("1e999999999"),
  "a text with a large exponent": field('"1e-999999999"'),
  "no number": field("NaN"),
  infinity: field("-Infinity"),
  "digits of another script": field('"١٢٣"'),
  "the same name twice": once('{"username":"a","username":["b"],"password":"x","password":{}}'),
  "a list": once("[1,2,3]"),
  "no object": once("null"),
  "a text": once('"text"'),
  lists: field("[[],[]]"),
  objects: field('{"__proto__":1,"toString":null}'),
  "messages that are none": once('{"messages":[{"role":["user"],"content":{}},null,7]}'),
  "half a multipart": once('--x\r\nContent-Disposition: form-data; name="file"; filename="a'),
};

/** JSON with the names that routes know and values that they do not expect, and bytes that are no JSON. */
export const any: fc.Arbitrary<Body> = fc.oneof(
  fc
    .dictionary(
      fc.oneof(
        fc.constantFrom(
          "username",
          "password",
          "email",
          "to",
          "refresh",
          "sku",
          "name_ar",
          "name_en",
          "unit",
        ),
        fc.constantFrom("quantity", "price", "id", "product", "month", "months", "message", "messages"),
        fc.string({ unit: "binary", maxLength: 8 }),
      ),
      fc.jsonValue({ maxDepth: 3, stringUnit: "binary" }),
    )
    .map((value) => once(JSON.stringify(value))),
  fc.json({ stringUnit: "binary" }).map(once),
  fc.uint8Array({ maxLength: 200 }).map(once),
);

/** Chunked bodies that HTTP does not know, as they stand on the wire. */
export const brokenChunks: Readonly<Record<string, string>> = {
  "a size that is none": "zz\r\nabc\r\n0\r\n\r\n",
  "no end of a chunk": "3\r\nabcX\r\n0\r\n\r\n",
  "a negative size": "-3\r\nabc\r\n0\r\n\r\n",
  "a NUL in an extension": "3;\0\r\nabc\r\n0\r\n\r\n",
  "a trailer that is none": "3\r\nabc\r\n0\r\nbad trailer\r\n\r\n",
  "a line feed alone": "3\nabc\n0\n\n\r\n\r\n",
  "an empty size": "\r\n\r\n",
  "a size of 40,000 zeros": "0".repeat(40_000),
};

/** Media types beside the right one. */
export const types = [
  "application/json",
  "application/json; charset=utf-32",
  "text/plain",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
  "multipart/form-data",
  "",
];
