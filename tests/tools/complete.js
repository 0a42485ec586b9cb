// What an editor with taplo's language server would offer: node complete.js LIBRARY {FILE LINE COLUMN}... (counted from 0)
// prints a list of items for each, as JSON. The files lie in one folder. LIBRARY: where npm put @taplo/lsp. Nothing is fetched from a network.
const fs = require("fs");
const path = require("path");
const url = require("url");

const refuse = () => Promise.reject(new Error("there is no network here"));
globalThis.fetch = refuse;
const { TaploLsp } = require(process.argv[2]);
const folder = path.dirname(path.resolve(process.argv[3]));

const environment = {
  now: () => new Date(0),
  envVar: () => undefined,
  envVars: () => [],
  stdErrAtty: () => false,
  stdin: async () => new Uint8Array(0),
  stdout: async (bytes) => bytes.length,
  stderr: async (bytes) => bytes.length,
  glob: () => [],
  readFile: async (name) => new Uint8Array(fs.readFileSync(name)),
  writeFile: async () => {},
  urlToFilePath: (from) => decodeURI(from).slice("file://".length),
  isAbsolute: (name) => path.isAbsolute(name),
  cwd: () => folder,
  findConfigFile: (from) => {
    const config = path.join(from, ".taplo.toml");
    return fs.existsSync(config) ? config : undefined;
  },
  fetch: { fetch: refuse, Headers, Request, Response },
};

const settings = { schema: { enabled: true, catalogs: [], associations: {} } };
const waiting = new Map();
let server;
let last = 0;

function onMessage(message) {
  if (message.method !== undefined && message.id !== undefined) {
    const asked = message.method === "workspace/configuration";
    server.send({ jsonrpc: "2.0", id: message.id, result: asked ? message.params.items.map(() => settings) : null });
  } else if (waiting.has(message.id)) {
    waiting.get(message.id)(message);
  }
}

function ask(method, params) {
  return new Promise((done) => {
    waiting.set(++last, done);
    server.send({ jsonrpc: "2.0", id: last, method, params });
  });
}

const tell = (method, params) => server.send({ jsonrpc: "2.0", method, params });
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

async function complete(file, position) {
  const uri = url.pathToFileURL(file).href;
  const text = fs.readFileSync(file, "utf8");
  tell("textDocument/didOpen", { textDocument: { uri, languageId: "toml", version: 1, text } });
  // The schema is read beside the questions: the first answers may be empty.
  for (let tries = 0; tries < 50; ++tries) {
    await pause(100);
    const answer = await ask("textDocument/completion", { textDocument: { uri }, position });
    const items = answer.result ? (answer.result.items ?? answer.result) : [];
    if (items.length > 0) return items;
  }
  return [];
}

async function main() {
  server = await TaploLsp.initialize(environment, { onMessage });
  const root = url.pathToFileURL(folder).href;
  await ask("initialize", {
    processId: null,
    rootUri: root,
    workspaceFolders: [{ uri: root, name: "workspace" }],
    capabilities: {},
    initializationOptions: { configurationSection: "evenBetterToml" },
  });
  tell("initialized", {});
  const answers = [];
  for (let i = 3; i < process.argv.length; i += 3) {
    const position = { line: Number(process.argv[i + 1]), character: Number(process.argv[i + 2]) };
    answers.push(await complete(path.resolve(process.argv[i]), position));
  }
  fs.writeSync(1, JSON.stringify(answers) + "\n");
  process.exit(0);
}

main();
