"use strict";
// node page.js REPORT FOLDER: opens a report at a desk's and a phone's width, and leaves pictures and a print in the folder.
const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const puppeteer = require("puppeteer-core");

const [report, folder] = process.argv.slice(2);
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

async function opened(browser, width, script) {
  const page = await browser.newPage();
  const problems = [];
  const requests = [];
  page.on("pageerror", (error) => problems.push(`error: ${error.message}`));
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && problems.push(message.text()));
  page.on("request", (request) => requests.push(request.url()));
  await page.setJavaScriptEnabled(script);
  await page.setViewport({ width, height: 900 });
  await page.goto(pathToFileURL(report).href, { waitUntil: "load" });
  assert.deepEqual(problems, [], "the page has an error");
  assert.equal(requests.length, 1, `the page asks for more than itself: ${requests}`);
  return page;
}

async function accessible(page, name) {
  // axe is put in past the policy of the page, as a reader's own tools are.
  const client = await page.createCDPSession();
  const { executionContextId } = await new Promise(async (resolve) => {
    client.once("Runtime.executionContextCreated", ({ context }) => resolve({ executionContextId: context.id }));
    await client.send("Runtime.enable");
  });
  await client.send("Runtime.evaluate", { expression: axe, contextId: executionContextId });
  const expression =
    "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })" +
    ".then((found) => JSON.stringify(found.violations.map((one) => [one.id, one.help, one.nodes.slice(0, 3).map((node) => node.html.slice(0, 200))])))";
  const { result, exceptionDetails } = await client.send("Runtime.evaluate", { expression, contextId: executionContextId, awaitPromise: true });
  assert.equal(exceptionDetails, undefined, JSON.stringify(exceptionDetails));
  assert.deepEqual(JSON.parse(result.value), [], `${name}: axe has findings`);
}

async function filters(page) {
  const rows = () => page.$$eval(".matrix tbody tr", (all) => all.filter((row) => !row.hidden).length);
  const all = await rows();
  assert.ok(all > 5, "the matrix has its documents");
  await page.type("#words", "harrowmere");
  const some = await rows();
  assert.ok(some > 0 && some < all, "a name leaves some documents");
  assert.match(await page.$eval("#filtered", (status) => status.textContent), new RegExp(`^${some} of ${all} `));
  await page.$eval("#words", (input) => { input.value = "no document is called so"; input.dispatchEvent(new Event("input", { bubbles: true })); });
  assert.equal(await rows(), 0);
  assert.ok(await page.$eval("#none-left", (told) => !told.hidden));
  await page.$eval("#words", (input) => { input.value = ""; input.dispatchEvent(new Event("input", { bubbles: true })); });
  for (const colour of ["amber", "unclear", "green"]) await page.click(`#filters input[value=${colour}]`);
  const shown = await page.$$eval(".matrix td:not(.hushed)", (cells) => cells.filter((cell) => cell.firstElementChild).map((cell) => cell.classList[0]));
  assert.ok(shown.length > 0 && shown.every((colour) => colour === "red"), "red alone is left");
  for (const colour of ["amber", "unclear", "green"]) await page.click(`#filters input[value=${colour}]`);
  assert.equal(await rows(), all);
}

async function links(page) {
  const hrefs = await page.$$eval("a[href]", (all) => all.map((link) => link.getAttribute("href")));
  assert.ok(hrefs.every((href) => href.startsWith("#")), "links stay in the page");
  const ids = new Set(await page.$$eval("[id]", (all) => all.map((one) => `#${one.id}`)));
  assert.deepEqual(hrefs.filter((href) => !ids.has(href)), [], "links that lead nowhere");
  await page.focus(".matrix td.red a");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector("article.point:target")?.closest("details").open);
}

async function hints(page, width) {
  const regions = await page.$$eval(".wide", (all) => all.map((region) => [region.scrollWidth > region.clientWidth + 2, region.classList.contains("scrolls"), getComputedStyle(region, "::before").content]));
  assert.ok(regions.every(([wide, told]) => wide === told), "what is wider than the screen says so, and nothing else does");
  assert.ok(regions.every(([wide, , hint]) => !wide || hint.includes("scroll sideways")), "the hint is words");
  assert.ok(width > 600 || regions.some(([wide]) => wide), "a phone has to scroll some table");
  await page.focus(".wide.scrolls, .wide");
  await page.keyboard.press("ArrowRight");
  const moved = () => document.activeElement.scrollLeft > 0 || !document.activeElement.classList.contains("scrolls");
  await page.waitForFunction(moved, { timeout: 5000 });
}

async function harmless(page) {
  assert.equal(await page.evaluate(() => window.broken), undefined, "a document's words ran");
  const nodes = await page.$$eval("img, svg:not(.map > svg), .map script, .map a, iframe, #broken, i, b", (all) => all.map((node) => node.outerHTML));
  assert.deepEqual(nodes, [], "a document's words are nodes of the page");
  assert.equal(await page.$$eval("script", (all) => all.length), 1);
  assert.ok((await page.$eval("body", (body) => body.textContent)).includes("<script>window.broken=1</script>"), "they are there as words");
  assert.ok((await page.$eval(".marking", (marking) => marking.textContent)).includes("OFFICIAL <i>"));
}

(async () => {
  const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
  for (const [name, width] of [["desk", 1280], ["phone", 360]]) {
    const page = await opened(browser, width, true);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= width, `${name}: the page is ${wide} wide`);
    await harmless(page);
    await page.screenshot({ path: path.join(folder, `${name}.png`) });
    await accessible(page, name);
    await hints(page, width);
    await filters(page);
    await links(page);
    await page.screenshot({ path: path.join(folder, `${name}-words.png`) });
    await page.close();
  }
  const plain = await opened(browser, 1280, false);
  assert.ok(await plain.$eval("#filters", (form) => getComputedStyle(form).display === "none"), "without script the filters are hidden");
  await plain.close();
  const print = await opened(browser, 1280, true);
  await print.pdf({ path: path.join(folder, "print.pdf"), format: "A4", printBackground: false, preferCSSPageSize: true });
  await browser.close();
  console.log("the report opens without an error, at both widths, without script and in print");
})().catch((error) => { console.error(error); process.exit(1); });
