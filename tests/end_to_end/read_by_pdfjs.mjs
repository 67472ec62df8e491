// Read the text of PDFs as Firefox's viewer copies it: names of files as lines in, JSON lines out.
// node read_by_pdfjs.mjs PDFJS < NAMES, where PDFJS is the library's pdf.mjs.
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";

// The library looks for what it draws with, and is asked for text alone.
globalThis.DOMMatrix ??= class {};
const { getDocument, VerbosityLevel } = await import(process.argv[2]);

for await (const name of createInterface({ input: process.stdin })) {
  const data = new Uint8Array(await readFile(name));
  const task = getDocument({ data, verbosity: VerbosityLevel.ERRORS });
  const pdf = await task.promise;
  let text = "";
  for (let number = 1; number <= pdf.numPages; number++) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    for (const item of items) text += item.str + (item.hasEOL ? "\n" : "");
    text += "\n";
  }
  console.log("\n" + JSON.stringify(text));
  await task.destroy();
}
