// Gives forms and answers to ODK's own engine and says what it makes of them.
//
// In, as JSON: [{xml, states: [{variable: value}]}]. Out, for each form and state, the names of the
// relevant nodes and the XML that would be submitted. One instance of a form takes all its states
// one after the other, so what was answered before stays where it is hidden, as on a person's screen.

import { readFileSync, writeSync } from "node:fs";
import { JSDOM } from "jsdom";

const OF_A_BROWSER = [
  "window", "document", "DOMParser", "XMLSerializer", "Node", "Element", "Document", "XMLDocument", "Attr",
  "Text", "Comment", "CDATASection", "ProcessingInstruction", "NodeFilter", "XPathResult", "localStorage",
];

async function loadEngine() {
  const { window } = new JSDOM("<!doctype html>", { url: "http://localhost/" });
  for (const name of OF_A_BROWSER) {
    globalThis[name] = name === "window" ? window : window[name];
  }
  // What parses its XPath takes another road where it finds Node, and that one leads nowhere in a module.
  const kept = globalThis.process;
  Object.defineProperty(globalThis, "process", { value: undefined, configurable: true, writable: true });
  try {
    return await import("@getodk/xforms-engine");
  } finally {
    globalThis.process = kept;
  }
}

function* within(node) {
  for (const child of node.currentState.children ?? []) {
    yield child;
    yield* within(child);
  }
}

const nameOf = (node) => node.currentState.reference.split("/").pop();

function answer(node, value) {
  if (node.nodeType === "select") node.selectValues(value === "" ? [] : value.split(" "));
  else if (node.nodeType === "input") node.setValue(value === "" && node.valueType !== "string" ? null : value);
  else throw new Error(`${nameOf(node)} is a ${node.nodeType}, which takes no answer here`);
}

const { loadForm } = await loadEngine();
const forms = JSON.parse(readFileSync(0, "utf8"));
const judged = [];
for (const { xml, states } of forms) {
  const form = await loadForm(xml);
  if (form.status === "failure") throw form.error;
  const { root } = form.createInstance();
  const nodes = new Map([...within(root)].map((node) => [nameOf(node), node]));
  judged.push(
    states.map((answers) => {
      for (const [name, value] of Object.entries(answers)) answer(nodes.get(name), value);
      const relevant = [...nodes].filter(([, node]) => node.currentState.relevant).map(([name]) => name);
      return { relevant, submitted: root.instanceState.instanceXML };
    }),
  );
}
writeSync(1, JSON.stringify(judged));
process.exit(0);
