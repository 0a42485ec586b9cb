// Reads [{text}] from standard input and writes what the parser of mermaid makes of each: {error} or {nodes: {id: label},
// edges, markdown}: how many edges, and what in labels is read as Markdown. The argument is the folder in which npm installed mermaid.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const installed = (path) => import(pathToFileURL(resolve(process.argv[2], "node_modules", path)).href);

// What cleans HTML needs a browser; the parser calls it and does not depend on what it does.
const { default: purify } = await installed("dompurify/dist/purify.es.mjs");
purify.addHook = () => {};
purify.sanitize = (text) => text;
const { default: mermaid } = await installed("mermaid/dist/mermaid.core.mjs");

const { marked } = await installed("marked/lib/marked.esm.js");

// mermaid draws labels as Markdown: of anything but words in paragraphs and their line breaks it would not show the text.
const plain = new Set(["paragraph", "text", "space"]);
const markdownIn = (tokens) =>
  tokens.flatMap(({ type, raw, tokens: inner = [] }) =>
    plain.has(type) || raw === "<br/>" ? markdownIn(inner) : [`${type} ${JSON.stringify(raw)}`],
  );

async function parsed({ text }) {
  try {
    await mermaid.parse(text);
    const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
    const vertices = [...db.getVertices().values()];
    const labels = [...vertices, ...db.getEdges()].map(({ text: label }) => label);
    return {
      nodes: Object.fromEntries(vertices.map(({ id, text: label }) => [id, label])),
      edges: db.getEdges().length,
      markdown: labels.flatMap((label) => markdownIn(marked.lexer(label))),
    };
  } catch (error) {
    return { error: String(error.message ?? error) };
  }
}

const results = [];
for (const diagram of JSON.parse(readFileSync(0, "utf8"))) results.push(await parsed(diagram));
process.stdout.write(JSON.stringify(results));
