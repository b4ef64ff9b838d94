/* Words pasted from a word processor or a page become Markdown: headings, emphasis, lists, links, tables. */
"use strict";
(() => {
  const field = document.querySelector("[data-editor] [name=body]");
  if (!field) return;
  const heard = document.querySelector("[data-heard]");
  const say = document.querySelector("[data-say]").dataset;
  const UNSEEN = new Set(["SCRIPT", "STYLE", "META", "LINK", "TITLE", "XML", "O:P", "TEMPLATE", "OBJECT", "IFRAME", "IMG", "SVG"]);
  const BLOCKS = new Set(["P", "DIV", "SECTION", "ARTICLE", "TABLE", "UL", "OL", "BLOCKQUOTE", "H1", "H2", "H3", "H4", "H5", "H6", "PRE", "HR"]);
  const around = (mark, words) => {
    const core = words.trim();
    return core ? words.replace(core, () => `${mark}${core}${mark}`) : words;
  };
  const escaped = (words) => words.replace(/[\\*_`[\]<]/g, "\\$&").replace(/^(\s*)([#>+-]|\d+\.)(?=\s)/gm, "$1\\$2");
  const inline = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return escaped(node.data.replace(/[\s\u00a0]+/g, " "));
    if (node.nodeType !== Node.ELEMENT_NODE || UNSEEN.has(node.tagName)) return "";
    const style = (node.dataset.style || "").toLowerCase();
    if (/mso-list:\s*ignore/.test(style)) return "";
    const inside = Array.from(node.childNodes, inline).join("");
    const bold = ["B", "STRONG"].includes(node.tagName) ? !/font-weight:\s*normal/.test(style) : /font-weight:\s*(bold|[6-9]00)/.test(style);
    const slanted = ["I", "EM"].includes(node.tagName) || /font-style:\s*italic/.test(style);
    if (node.tagName === "BR") return "\n";
    if (node.tagName === "A") {
      const address = node.getAttribute("href") || "";
      return /^(https?:|mailto:)/i.test(address) && inside.trim() ? `[${inside.trim()}](<${address.replace(/[<>\s]/g, encodeURIComponent)}>)` : inside;
    }
    const leaned = slanted ? around("*", inside) : inside;
    return bold ? around("**", leaned) : leaned;
  };
  const listItem = (node, depth, mark) => {
    const parts = Array.from(node.childNodes);
    const nested = parts.filter((part) => ["UL", "OL"].includes(part.tagName));
    const words = parts.filter((part) => !nested.includes(part)).map(inline).join("").trim();
    return [`${"  ".repeat(depth)}${mark} ${words}`, ...nested.map((list) => listed(list, depth + 1))].join("\n");
  };
  const listed = (node, depth) => Array.from(node.children).filter((child) => child.tagName === "LI")
    .map((child, at) => listItem(child, depth, node.tagName === "OL" ? `${at + 1}.` : "-")).join("\n");
  const tabled = (node) => {
    const rows = Array.from(node.querySelectorAll("tr"), (row) => Array.from(row.children, (cell) => inline(cell).replace(/\s+/g, " ").replaceAll("|", "\\|").trim()));
    if (!rows.length) return "";
    const lines = rows.map((cells) => `| ${cells.join(" | ")} |`);
    lines.splice(1, 0, `|${" --- |".repeat(rows[0].length)}`);
    return lines.join("\n");
  };
  const blocks = (root) => {
    const found = [];
    let run = "";
    const flush = () => { if (run.trim()) found.push(run.trim()); run = ""; };
    for (const node of root.childNodes) {
      if (node.nodeType === Node.ELEMENT_NODE && BLOCKS.has(node.tagName)) {
        flush();
        found.push(...block(node));
      } else if (node.nodeType === Node.ELEMENT_NODE && node.querySelector && node.querySelector([...BLOCKS].join(","))) {
        flush();
        found.push(...blocks(node));
      } else run += inline(node);
    }
    flush();
    return found;
  };
  const block = (node) => {
    if (["UL", "OL"].includes(node.tagName)) return [listed(node, 0)];
    if (node.tagName === "TABLE") return [tabled(node)];
    if (node.tagName === "HR") return ["---"];
    if (/^H[1-6]$/.test(node.tagName)) return inline(node).trim() ? [`## ${inline(node).replace(/[\s*]+/g, " ").trim()}`] : [];
    if (node.tagName === "BLOCKQUOTE") return [blocks(node).join("\n\n").replace(/^/gm, "> ")];
    const word = /MsoListParagraph/.test(node.className) || /mso-list:\s*l\d/i.test(node.dataset.style || "");
    if (word) return [`- ${inline(node).replace(/^[\s·•o§-]+(?=\S)/u, "").trim()}`];
    return blocks(node);
  };
  const markdown = (written) => {
    /* Styles are read, never applied: the page's policy would refuse them with a complaint. */
    const bare = written.replace(/<!--[\s\S]*?-->|<!\[[^\]]*\]>|<style[\s\S]*?<\/style>/gi, "")
      .replace(/<[^>]*>/g, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style=").replace(/\son\w+\s*=/gi, " data-on="));
    const page = new DOMParser().parseFromString(bare, "text/html");
    const lines = blocks(page.body);
    return lines.reduce((text, line) => text + (text ? (/^- /.test(line) && /(^|\n)- [^\n]*$/.test(text) ? "\n" : "\n\n") : "") + line, "");
  };
  field.addEventListener("paste", (event) => {
    const written = event.clipboardData && event.clipboardData.getData("text/html");
    if (!written) return;
    const turned = markdown(written);
    if (!turned.trim() || turned === event.clipboardData.getData("text/plain").trim()) return;
    event.preventDefault();
    if (!document.execCommand("insertText", false, turned)) field.setRangeText(turned, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    heard.textContent = say.pasted;
  });
})();
