// Puts answers into forms in ODK's own engine and says which variables it shows.
// Usage: node run_engine.mjs CASES.json RESULTS.json; a case is {xml, states: [{variable: value}]}.
import { readFileSync, writeFileSync } from "node:fs";
import { JSDOM } from "jsdom";

const page = new JSDOM("<!doctype html><html><body></body></html>");
const needed = [
  "window", "document", "DOMParser", "XMLSerializer", "Node", "Element", "Attr", "Text", "Document",
  "XPathResult", "XPathEvaluator", "NodeFilter", "CDATASection", "Comment", "ProcessingInstruction",
  "DocumentType", "File", "Blob", "FormData", "DocumentFragment", "CharacterData",
];
for (const name of needed) {
  globalThis[name] = name === "window" ? page.window : page.window[name];
}
// The engine takes Node.js for a browser only where it finds no versions of it.
Object.defineProperty(process, "versions", { value: {} });
const { loadForm } = await import("@getodk/xforms-engine");

const nodesOf = (root) => {
  const found = {};
  const visit = (node) => {
    for (const child of node.currentState.children ?? []) {
      found[child.currentState.reference.split("/").pop()] = child;
      visit(child);
    }
  };
  visit(root);
  return found;
};

const answer = (node, value) => {
  if (node.nodeType !== "select") {
    node.setValue(value);
  } else if (node.selectType === "select") {
    node.selectValues(value === "" ? [] : value.split(" "));
  } else {
    node.selectValue(value === "" ? null : value);
  }
};

const results = [];
for (const { xml, states } of JSON.parse(readFileSync(process.argv[2], "utf8"))) {
  const form = await loadForm(xml);
  for (const state of states) {
    const nodes = nodesOf(form.createInstance().root);
    for (const [variable, value] of Object.entries(state)) answer(nodes[variable], value);
    results.push(Object.keys(state).filter((name) => nodes[name].currentState.relevant));
  }
}
writeFileSync(process.argv[3], JSON.stringify(results));
process.exit(0);
