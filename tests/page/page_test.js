// Uses the page as people do: node page_test.js FOLDER TOOLS CHROMIUM. FOLDER holds the pages that page_test.py made, and gets
// what was seen as PNG and PDF. Prints what is wrong; exit status 1 when anything is.
'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { launch, open, watched } = require('./browser.js');

const [folder, tools, chromium] = process.argv.slice(2);
const file = (name) => path.join(folder, name);
const shot = (page, name, options) => page.screenshot({ path: file(`${name}.png`), ...options });

const tests = [];
const test = (name, body, options) => tests.push({ name, body, options });

/// Titles of the nodes whose elements have, or with `!` have not, that class.
const titled = (page, mark) => page.evaluate((wanted) => {
  const { nodes } = JSON.parse(document.getElementById('picture').textContent);
  const has = (i) => document.getElementById(`n${i}`).classList.contains(wanted.replace('!', '')) !== wanted.startsWith('!');
  return nodes.filter((_, i) => has(i)).map((node) => node.title).sort();
}, mark);
const painted = (page, title) => page.evaluate((wanted) => {
  const { nodes } = JSON.parse(document.getElementById('picture').textContent);
  const shape = document.querySelector(`#n${nodes.findIndex((node) => node.title === wanted)} > :not(text)`);
  const style = getComputedStyle(shape);
  return { fill: style.fill, fillOpacity: Number(style.fillOpacity), stroke: style.stroke, shown: shape.getClientRects().length > 0 };
}, title);
const indexOf = (page, title) => page.evaluate((wanted) => (
  JSON.parse(document.getElementById('picture').textContent).nodes.findIndex((node) => node.title === wanted)), title);
const clickNode = async (page, title) => page.click(`#n${await indexOf(page, title)}`);
const text = (page, selector) => page.innerText(selector);
const at = (page) => page.evaluate(() => {
  const { a, e, f } = new DOMMatrix(getComputedStyle(document.getElementById('sheet')).transform);
  return { scale: a, x: e, y: f };
});
const resting = (page) => page.waitForFunction(() => !document.querySelector('#sheet.moving'));

const all = ['Archive', 'Files', 'Ledger', 'Mail', 'Nowhere', 'Router', 'Web'];

test('opens with the whole picture in sight, and says what it is', async (page) => {
  await open(page, file('shop.html'));
  await shot(page, 'shop');
  assert.equal(await page.title(), 'Demo.Shop');
  assert.match(await text(page, '.heading'), /Demo\.Shop\s+6 items, 6 routes/);
  const stage = await page.locator('#stage').boundingBox();
  for (let i = 0; i < all.length; i += 1) {
    const box = await page.locator(`#n${i}`).boundingBox();
    assert.ok(box.x >= stage.x && box.x + box.width <= stage.x + stage.width, `n${i} across`);
    assert.ok(box.y >= stage.y && box.y + box.height <= stage.y + stage.height, `n${i} down`);
  }
  assert.match(await text(page, '#body-items'), /^7 items\s/);
});

test('zooms by wheel at the pointer, by keys and buttons; moves by dragging, trackpad and arrows', async (page) => {
  await open(page, file('shop.html'));
  const first = await at(page);
  const box = await page.locator('#n0').boundingBox();
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await page.mouse.move(middle.x, middle.y);
  await page.mouse.wheel(0, -240);
  await resting(page);
  const nearer = await at(page);
  assert.ok(nearer.scale > first.scale * 1.2, 'wheel');
  const after = await page.locator('#n0').boundingBox();
  assert.ok(Math.abs(after.x + after.width / 2 - middle.x) < 3, 'the point below the pointer stays');

  await page.waitForTimeout(250); // or it would be the same gesture
  await page.mouse.wheel(7, 5); // as fine as a trackpad's
  await resting(page);
  assert.deepEqual((({ x, y }) => [Math.round(nearer.x - x), Math.round(nearer.y - y)])(await at(page)), [7, 5]);

  const before = await at(page);
  await page.mouse.move(500, 650);
  await page.mouse.down();
  await page.mouse.move(530, 640, { steps: 4 });
  await page.mouse.up();
  const dragged = await at(page);
  assert.ok(Math.abs(dragged.x - before.x - 30) <= 1 && Math.abs(dragged.y - before.y + 10) <= 1, JSON.stringify([before, dragged]));
  assert.deepEqual(await titled(page, 'picked'), [], 'dragging is no click');

  await page.keyboard.press('ArrowRight');
  await resting(page);
  assert.equal(Math.round((await at(page)).x), Math.round(dragged.x - 80));
  await page.keyboard.press('-');
  await page.keyboard.press('-');
  await resting(page);
  assert.ok((await at(page)).scale < dragged.scale);
  await page.click('#zoom-text');
  await resting(page);
  assert.equal((await at(page)).scale, 1);
  assert.equal(await text(page, '#zoom-text'), '100%');
  await page.keyboard.press('0');
  await page.waitForFunction((scale) => Math.abs(new DOMMatrix(getComputedStyle(document.getElementById('sheet')).transform).a - scale) < 0.001, first.scale);
  for (let i = 0; i < 30; i += 1) await page.keyboard.press('ArrowLeft');
  const box2 = await page.locator('#sheet > svg .graph').boundingBox();
  assert.ok(box2.x < 1280, 'nobody loses the picture');
});

test('a click shows details with their place, and makes all but the neighbours pale', async (page) => {
  await open(page, file('shop.html'));
  await clickNode(page, 'Web');
  await shot(page, 'focus');
  assert.deepEqual(await titled(page, 'lit'), ['Router', 'Web']);
  assert.ok((await painted(page, 'Mail')).fillOpacity < 0.3);
  assert.equal((await painted(page, 'Router')).fillOpacity, 1);
  const details = await text(page, '#body-details');
  assert.match(details, /^Web\s/);
  assert.match(details, /shop\.WebService/);
  assert.match(details, /shop\.toml:\d+/);
  assert.match(details, /Port\s+shop\.toml:\d+\s+8443/);
  assert.match(details, /Path\s+shop\.toml:\d+\s+\/orders/);
  assert.match(details, /ROUTES OUT \(1\)\s+Output\s+▢?\s*Router/i);
  assert.ok(page.url().endsWith('#item=Web'), page.url());

  await page.fill('#depth', '2');
  await page.keyboard.press('Enter');
  assert.deepEqual(await titled(page, 'lit'), ['Archive', 'Ledger', 'Mail', 'Nowhere', 'Router', 'Web']);
  await page.click('[data-direction=up]');
  assert.deepEqual(await titled(page, 'lit'), ['Web']);
  await page.click('[data-direction=down]');
  assert.ok(page.url().endsWith('#item=Web&depth=2&direction=down'), page.url());
  await page.focus('#stage');
  await page.keyboard.press('Escape');
  assert.deepEqual(await titled(page, 'lit'), []);
  assert.equal((await painted(page, 'Mail')).fillOpacity, 1);
  assert.ok(!page.url().includes('#'), page.url());
});

test('what a pointer rests on is told in short', async (page) => {
  await open(page, file('changed.html'));
  await page.hover(`#n${await indexOf(page, 'Web')}`);
  await page.waitForSelector('#tip:not([hidden])');
  assert.match(await text(page, '#tip'), /^Web \(service\)\nshop\.WebService\n[^]*"8080" → "8443"/);
  await page.mouse.move(20, 700);
  await page.waitForSelector('#tip', { state: 'hidden' });
  await page.hover('.edge text:text-is("Rejected")');
  await page.waitForSelector('#tip:not([hidden])');
  assert.equal(await text(page, '#tip'), "Router → Mail\nRejected: Refusal, when id == ''");
});

test('a route tells its ends, messages and condition; links lead to the other item', async (page) => {
  await open(page, file('shop.html'));
  await page.click('.edge text:text-is("Rejected")');
  assert.deepEqual(await titled(page, 'lit'), ['Mail', 'Router']);
  assert.match(await text(page, '#body-details'), /^Rejected[^]*From\s[^]*Router[^]*To\s[^]*Mail[^]*Refusal[^]*id == ''/);
  await page.click('#body-details a:has-text("Mail")');
  assert.match(await text(page, '#body-details h2'), /^Mail$/);
  assert.deepEqual(await titled(page, 'picked'), ['Mail']);
  await page.click('#body-details .by');
  assert.match(await text(page, '#body-details h2'), /^Rejected$/);
});

test('no secret is in the page', async (page) => {
  const content = fs.readFileSync(file('shop.html'), 'utf8') + fs.readFileSync(file('changed.html'), 'utf8');
  assert.ok(!content.includes('canary'));
  await open(page, file('shop.html'), '#item=Mail');
  assert.match(await text(page, '#body-details'), /Password/);
});

test('a search finds names, classes, settings and messages, and goes from one to the next', async (page) => {
  await open(page, file('shop.html'));
  await page.keyboard.press('/');
  await page.keyboard.type('shop.l');
  await page.waitForFunction(() => document.getElementById('hits').textContent === '1');
  assert.deepEqual(await titled(page, 'hit'), ['Ledger']);
  await page.fill('#query', 'ORDERS');
  await page.waitForFunction(() => document.querySelector('#body-items .why')?.textContent === 'Path: /orders');
  assert.deepEqual(await titled(page, 'hit'), ['Web']);
  await page.fill('#query', 'refusal');
  await page.waitForFunction(() => document.getElementById('hits').textContent === '2');
  assert.deepEqual(await titled(page, 'hit'), ['Mail', 'Router']);
  await page.keyboard.press('Enter');
  assert.equal(await text(page, '#hits'), '1 of 2');
  await page.keyboard.press('Enter');
  assert.equal(await text(page, '#hits'), '2 of 2');
  await shot(page, 'search');
  const second = await titled(page, 'current');
  await page.keyboard.press('Shift+Enter');
  assert.notDeepEqual(await titled(page, 'current'), second);
  assert.match(await text(page, '#status'), /^1 of 2 found, /);
  await page.click('#body-items a:has(> bdi:text-is("Mail"))');
  assert.match(await text(page, '#body-details h2'), /^Mail$/);
  await page.fill('#query', 'no such thing');
  await page.waitForFunction(() => document.getElementById('hits').textContent === '0');
  assert.match(await text(page, '#body-items'), /Nothing here/);
  await page.keyboard.press('Escape');
  assert.deepEqual(await titled(page, 'hit'), []);
  assert.equal(await page.inputValue('#query'), '');
});

test('filters hide what they do not name, with counts', async (page) => {
  await open(page, file('shop.html'));
  await page.keyboard.press('f');
  const tick = (label) => page.locator('#body-filters label', { hasText: label }).click();
  assert.match(await text(page, '#body-filters'), /service\s+2\s[^]*operation\s+3[^]*disabled\s+2[^]*Back\s+3/);
  await tick('operation');
  assert.deepEqual(await titled(page, '!off'), ['Archive', 'Ledger', 'Mail']);
  assert.equal((await painted(page, 'Router')).shown, false);
  assert.match(await text(page, '#chip'), /^3 of 7 items shown/);
  await tick('service');
  assert.deepEqual(await titled(page, '!off'), ['Archive', 'Files', 'Ledger', 'Mail', 'Web']);
  await tick('Back');
  assert.deepEqual(await titled(page, '!off'), ['Archive', 'Files', 'Ledger']);
  await tick('disabled');
  assert.deepEqual(await titled(page, '!off'), ['Archive', 'Files']);
  await shot(page, 'filters');
  await page.click('#filters-clear');
  assert.deepEqual(await titled(page, '!off'), all);
  await tick('Refusal');
  assert.deepEqual(await titled(page, '!off'), ['Mail', 'Router']);
  assert.equal(await page.locator('#sheet .edge:not(.off)').count(), 1);
  await page.click('#chip-clear');
  assert.deepEqual(await titled(page, '!off'), all);
  await tick('Leads nowhere');
  assert.equal(await page.locator('#sheet .edge:not(.off)').count(), 1);
});

test('what changes can stand alone, is listed, and is gone through', async (page) => {
  await open(page, file('changed.html'));
  await shot(page, 'changed');
  const list = await text(page, '#body-changes');
  assert.match(list, /from old\.toml to shop\.toml/);
  assert.match(list, /added\s[^]*Archive/);
  assert.match(list, /removed\s[^]*Fax/);
  assert.match(list, /moved\s[^]*Files[^]*was OldFiles/);
  assert.match(list, /Port: "8080" → "8443"/);
  await page.click('#changes-only');
  const shown = await titled(page, '!off');
  assert.ok(!shown.includes('Ledger') && !shown.includes('Mail') && shown.includes('Fax') && shown.includes('Router'), String(shown));
  await shot(page, 'changes-only');
  await page.keyboard.press('o');
  assert.ok((await titled(page, '!off')).includes('Ledger'));
  await page.keyboard.press('n');
  const first = await text(page, '#body-changes .current');
  await page.click('#change-next');
  const second = await text(page, '#body-changes .current');
  assert.notEqual(first, second);
  await page.keyboard.press('p');
  assert.equal(await text(page, '#body-changes .current'), first);
  await page.keyboard.press('Escape');
  await page.keyboard.press('f');
  await page.locator('#body-filters label', { hasText: 'Removed' }).click();
  assert.deepEqual(await titled(page, '!off'), ['Fax']);
});

test('everything is done without a mouse, and focus is seen', async (page) => {
  await open(page, file('shop.html'));
  const active = () => page.evaluate(() => document.activeElement.getAttribute('aria-label') || document.activeElement.id);
  for (let i = 0; i < 12 && !(await active()).startsWith('service '); i += 1) await page.keyboard.press('Tab');
  assert.match(await active(), /^service (Files, disabled|Web)$/);
  const colour = () => page.evaluate(() => getComputedStyle(document.activeElement.querySelector(':not(text)')).stroke);
  const focused = await colour();
  await page.keyboard.press('ArrowRight');
  assert.equal(await active(), 'process Router');
  assert.equal(await colour(), focused);
  assert.notEqual((await painted(page, 'Ledger')).stroke, focused);
  await page.keyboard.press('ArrowRight');
  assert.match(await active(), /^(operation|missing) /);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  assert.match(await text(page, '#body-details h2'), /^Router$/);
  assert.deepEqual(await titled(page, 'lit'), all);
  await page.keyboard.press('u');
  assert.deepEqual(await titled(page, 'lit'), ['Files', 'Router', 'Web']);
  assert.match(await text(page, '#status'), /^2 neighbours of Router$/);
  await page.focus('#body-details a');
  await page.keyboard.press('Enter');
  assert.match(await text(page, '#body-details h2'), /^(Files|Web)$/);
  assert.equal(await active(), 'body-details', 'reading goes on with what was chosen');
  await page.focus('[data-direction=both]');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.dataset.direction), 'both');
  await page.keyboard.press('i');
  assert.equal(await active(), 'tab-items');
  await page.keyboard.press('ArrowRight');
  assert.equal(await active(), 'tab-filters');
  await page.keyboard.press('s');
  assert.equal(await page.locator('#panel').isVisible(), false);
  await page.keyboard.press('?');
  assert.equal(await page.locator('#help').isVisible(), true);
  await shot(page, 'help');
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('#help').isVisible(), false);
  const unnamed = await page.evaluate(() => [...document.querySelectorAll('button, input, a, #sheet .node')].filter((each) => (
    !(each.getAttribute('aria-label') || each.labels?.length || each.textContent.trim()))).map((each) => each.outerHTML));
  assert.deepEqual(unnamed, []);
});

test('an address leads to an item', async (page) => {
  await open(page, file('shop.html'), '#item=Router&depth=1&direction=up');
  assert.match(await text(page, '#body-details h2'), /^Router$/);
  assert.deepEqual(await titled(page, 'lit'), ['Files', 'Router', 'Web']);
  await page.evaluate(() => { location.hash = '#item=Ledger'; });
  await page.waitForFunction(() => document.querySelector('#body-details h2')?.textContent === 'Ledger');
  await open(page, file('shop.html'), '#item=Nobody');
  assert.deepEqual(await titled(page, 'picked'), []);
});

test('dark where the reader prefers it or says so', async (page) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await open(page, file('shop.html'));
  await shot(page, 'dark');
  const ground = () => page.evaluate(() => getComputedStyle(document.getElementById('stage')).backgroundColor);
  const dark = { ground: await ground(), node: (await painted(page, 'Web')).fill };
  await page.click('#theme');
  const light = { ground: await ground(), node: (await painted(page, 'Web')).fill };
  assert.equal(light.ground, 'rgb(255, 255, 255)');
  assert.notEqual(light.node, dark.node);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.reload();
  await page.waitForSelector('html[data-ready]', { state: 'attached' });
  assert.equal((await painted(page, 'Web')).fill, light.node, 'the choice is kept by nobody');
  await page.keyboard.press('t');
  assert.deepEqual({ ground: await ground(), node: (await painted(page, 'Web')).fill }, dark);
});

test('prints the picture, whole, with its caption and nothing else', async (page) => {
  await open(page, file('shop.html'));
  await page.keyboard.press('t');
  for (let i = 0; i < 8; i += 1) await page.keyboard.press('+');
  await page.pdf({ path: file('shop.pdf'), preferCSSPageSize: true, landscape: true });
  await page.emulateMedia({ media: 'print' });
  await shot(page, 'print');
  for (const hidden of ['.bar', '#panel', '.zoom', '#chip']) assert.equal(await page.locator(hidden).isVisible(), false, hidden);
  const width = await page.evaluate(() => innerWidth);
  for (let i = 0; i < all.length; i += 1) {
    const box = await page.locator(`#n${i}`).boundingBox();
    assert.ok(box.x >= 0 && box.x + box.width <= width + 1, `n${i}`);
  }
  assert.equal(await page.locator('#sheet text:has-text("6 items, 6 routes")').first().isVisible(), true);
});

test('on a telephone: the picture first, the panel below, pinching and dragging', async (page) => {
  await open(page, file('shop.html'));
  await shot(page, 'phone');
  const stage = await page.locator('#stage').boundingBox();
  assert.ok(stage.height > 400 && stage.width === 390, JSON.stringify(stage));
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
  await page.tap(`#n${await indexOf(page, 'Router')}`);
  await page.waitForTimeout(300);
  await shot(page, 'phone-details');
  assert.match(await text(page, '#body-details h2'), /^Router$/);
  const before = await at(page);
  const session = await page.context().newCDPSession(page);
  const touch = (type, ...points) => session.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
  await touch('touchStart', [150, 250], [200, 250]);
  await touch('touchMove', [130, 250], [220, 250]);
  await touch('touchMove', [100, 250], [250, 250]);
  await touch('touchEnd');
  await resting(page);
  assert.ok((await at(page)).scale > before.scale * 1.5, 'pinched');
}, { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true });

test('without scripts the picture is there', async (page) => {
  await page.goto(`file://${file('shop.html')}`);
  await shot(page, 'no-script');
  assert.equal(await page.locator('#sheet > svg').isVisible(), true);
  for (const useless of ['#panel', '.search', '.tools', '.zoom']) assert.equal(await page.locator(useless).isVisible(), false, useless);
}, { javaScriptEnabled: false });

test('nothing of a production runs, loads or breaks out', async (page) => {
  await open(page, file('hostile.html'));
  await shot(page, 'hostile');
  const titles = await page.evaluate(() => JSON.parse(document.getElementById('picture').textContent).nodes.map((node) => node.key));
  const wanted = JSON.parse(fs.readFileSync(file('hostile.json'), 'utf8'));
  assert.deepEqual(titles.sort(), wanted.sort());
  for (let i = 0; i < titles.length; i += 1) {
    await page.locator(`#n${i}`).dispatchEvent('pointerover');
    await page.locator(`#n${i}`).focus();
    await page.keyboard.press('Enter');
    await page.fill('#query', titles[i].slice(0, 40));
    await page.keyboard.press('Enter');
  }
  await page.fill('#query', '');
  for (const key of 'ifc') { await page.focus('#stage'); await page.keyboard.press(key); }
  await page.keyboard.press('?');
  assert.equal(await page.evaluate(() => window.owned), undefined);
  assert.equal(await page.locator('script').count(), 3);
  assert.equal(await page.locator('img, iframe, object, embed, link, base, form, foreignObject, animate, set').count(), 0);
  const handlers = await page.evaluate(() => [...document.querySelectorAll('*')].flatMap((each) => [...each.attributes]
    .filter(({ name, value }) => /^on/.test(name) || /^\s*javascript:/i.test(value)).map(({ name }) => `${each.tagName} ${name}`)));
  assert.deepEqual(handlers.filter((each) => !each.startsWith('INPUT ')), []);
});

test('what is put into the page later is refused, and this test would see it', async (page) => {
  const intruded = fs.readFileSync(file('shop.html'), 'utf8').replace('<aside', '<script>window.owned = 1</script><img src="x.png"><aside');
  fs.writeFileSync(file('intruded.html'), intruded);
  await open(page, file('intruded.html'));
  assert.equal(await page.evaluate(() => window.owned), undefined);
  const violations = await page.evaluate(() => window.violations.splice(0));
  assert.ok(violations.some((each) => each.startsWith('script-src-elem')) && violations.some((each) => each.startsWith('img-src')), String(violations));
  assert.ok(page.offences.length > 0);
  page.offences = [];
});

test('a process is a page, too', async (page) => {
  await open(page, file('process.html'));
  await shot(page, 'process');
  const title = await page.evaluate(() => JSON.parse(document.getElementById('picture').textContent).nodes.find((node) => node.look === 'human_task').title);
  await clickNode(page, title);
  assert.equal(await text(page, '#body-details h2'), title);
  assert.equal(await text(page, '#tab-items'), 'Elements');
  await shot(page, 'process-focus');
});

test('no item, and groups of items', async (page) => {
  await open(page, file('empty.html'));
  for (const key of ['0', '+', 'ArrowLeft', 'n', 'f', 'i', '/', 'x', 'Enter', 'Escape']) await page.keyboard.press(key);
  assert.match(await text(page, '#body-items'), /^0 items/);
  await open(page, file('groups.html'));
  await clickNode(page, 'Airport');
  await shot(page, 'groups');
  assert.match(await text(page, '#body-details'), /^Airport[^]*219 services[^]*ITEMS\s+ADT Airport Service 000050\s[^]*and \d+ more/);
});

test('5,000 items open, are found and moved', async (page) => {
  const began = Date.now();
  await open(page, file('large.html'));
  // Two seconds is what people are promised, and what tests/bench measures; here the machine is busy with other tests.
  assert.ok(Date.now() - began < 10000, `opened after ${Date.now() - began} ms`);
  await shot(page, 'large');
  await page.fill('#query', 'Service 001234');
  await page.waitForFunction(() => document.getElementById('hits').textContent === '1');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('.current.near text'));
  await resting(page);
  await shot(page, 'large-found');
  assert.ok(await page.locator('.node.near').count() < 1000, 'only texts in sight are drawn');
  await page.keyboard.press('Escape');
  await page.keyboard.press('f');
  await page.locator('#body-filters label', { hasText: 'service' }).click();
  assert.match(await text(page, '#chip'), /^1,666 of 5,000 items shown/);
});

async function run(browser, { name, body, options }) {
  const page = await watched(browser, options);
  try {
    await body(page);
    const violations = options?.javaScriptEnabled === false ? [] : await page.evaluate(() => window.violations);
    assert.deepEqual([...page.offences, ...violations], []);
    return true;
  } catch (error) {
    console.log(`WRONG: ${name}\n  ${error.stack.replaceAll('\n', '\n  ')}`);
    await page.screenshot({ path: file('wrong.png') }).catch(() => {});
    return false;
  } finally {
    await page.context().close();
  }
}

async function main() {
  const browser = await launch(tools, chromium);
  let wrong = 0;
  const chosen = process.env.PAGE_TEST ? tests.filter(({ name }) => name.includes(process.env.PAGE_TEST)) : tests;
  for (const each of chosen) if (!await run(browser, each)) wrong += 1;
  await browser.close();
  console.log(`${chosen.length - wrong} right, ${wrong} wrong`);
  process.exitCode = wrong > 0 || chosen.length === 0 ? 1 : 0;
}

main();
