// Reads [{text}] from standard input and writes what the parser of mermaid makes of each: {error} or {nodes: {id: label},
// edges}. The argument is the folder in which npm installed mermaid.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const installed = (path) => import(pathToFileURL(resolve(process.argv[2], "node_modules", path)).href);

// What cleans HTML needs a browser; the parser calls it and does not depend on what it does.
const { default: purify } = await installed("dompurify/dist/purify.es.mjs");
purify.addHook = () => {};
purify.sanitize = (text) => text;
const { default: mermaid } = await installed("mermaid/dist/mermaid.core.mjs");

async function parsed({ text }) {
  try {
    await mermaid.parse(text);
    const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
    const vertices = db.getVertices();
    return {
      nodes: Object.fromEntries([...vertices.values()].map(({ id, text: label }) => [id, label])),
      edges: db.getEdges().length,
    };
  } catch (error) {
    return { error: String(error.message ?? error) };
  }
}

const results = [];
for (const diagram of JSON.parse(readFileSync(0, "utf8"))) results.push(await parsed(diagram));
process.stdout.write(JSON.stringify(results));
