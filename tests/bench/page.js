// How long the HTML page of a picture takes to open, and how fluently it moves: node page.js TOOLS CHROMIUM PAGE...
// Prints a table. "opened" is the page's own clock when all can be seen and used; frames are what the browser draws while a
// wheel turns and a pointer drags (16.7 ms is the most fluent that there is).
'use strict';

const path = require('node:path');
const { launch, open, watched } = require('../page/browser.js');

const [tools, chromium, ...files] = process.argv.slice(2);
const runs = 5;
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

async function opened(browser, file) {
  const page = await watched(browser);
  await open(page, file);
  const when = await page.evaluate(() => new Promise((done) => {
    requestAnimationFrame(() => setTimeout(() => done(performance.now())));
  }));
  return { page, when };
}

/// Milliseconds between frames while `gesture` goes on.
async function frames(page, gesture) {
  await page.waitForTimeout(500);
  await page.evaluate(() => {
    window.frames_ = [];
    let last = performance.now();
    const next = (now) => { window.frames_.push(now - last); last = now; window.timer_ = requestAnimationFrame(next); };
    window.timer_ = requestAnimationFrame(next);
  });
  await gesture();
  await page.waitForTimeout(300);
  const list = await page.evaluate(() => { cancelAnimationFrame(window.timer_); return window.frames_.slice(1); });
  return { median: median(list), most: Math.max(...list) };
}

async function turn(page, delta) {
  await page.mouse.move(500, 400);
  for (let i = 0; i < 30; i += 1) { await page.mouse.wheel(0, delta); await page.waitForTimeout(16); }
}

async function drag(page) {
  await page.mouse.move(700, 500);
  await page.mouse.down();
  for (let i = 0; i < 40; i += 1) { await page.mouse.move(700 - 12 * i, 500 - 8 * i); await page.waitForTimeout(10); }
  await page.mouse.up();
}

/// Milliseconds until what a search finds is marked.
async function searched(page) {
  await page.waitForTimeout(300);
  return page.evaluate(async () => {
    const began = performance.now();
    const query = document.getElementById('query');
    query.value = 'lab 0001';
    query.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    await new Promise((done) => { requestAnimationFrame(() => setTimeout(done)); });
    return performance.now() - began;
  });
}

async function measure(browser, file) {
  const times = [];
  let page = null;
  for (let run = 0; run < runs; run += 1) {
    if (page) await page.context().close();
    const one = await opened(browser, file);
    ({ page } = one);
    times.push(one.when);
  }
  const far = await frames(page, () => drag(page));
  const zoomIn = await frames(page, () => turn(page, -120));
  const near = await frames(page, () => drag(page));
  const zoomOut = await frames(page, () => turn(page, 120));
  const search = await searched(page);
  await page.context().close();
  const gestures = [far, zoomIn, near, zoomOut].map((each) => `${each.median.toFixed(1)} / ${each.most.toFixed(0)}`);
  return [median(times).toFixed(0), Math.min(...times).toFixed(0), ...gestures, search.toFixed(0)];
}

async function main() {
  const heads = ['page', 'opened ms', 'least', 'drag far', 'wheel in', 'drag near', 'wheel out', 'search ms'];
  const row = (cells) => console.log(cells.map((cell, i) => (i === 0 ? cell.padEnd(20) : cell.padStart(13))).join(''));
  console.log(`Opened: median and least of ${runs}. Gestures: median and most ms between two frames.`);
  row(heads);
  const browser = await launch(tools, chromium);
  for (const file of files) row([path.basename(file), ...await measure(browser, path.resolve(file))]);
  await browser.close();
}

main();
