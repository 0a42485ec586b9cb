// Chromium for the tests and benchmarks of the page: nothing of the machine's own browser is used, nothing is fetched.
'use strict';

const path = require('path');
const { pathToFileURL } = require('url');

const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/// TOOLS: where npm installed tests/tools/package.json. A fresh profile each time.
function launch(tools, chromium) {
  const playwright = require(path.join(tools, 'node_modules', 'playwright-core'));
  return playwright.chromium.launch({ executablePath: chromium, args: flags });
}

/// A page with all that it must never do written into `page.offences`.
async function watched(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  page.offences = [];
  page.on('dialog', (dialog) => { page.offences.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on('pageerror', (error) => page.offences.push(`error: ${error.stack}`));
  page.on('console', (message) => page.offences.push(`console: ${message.text()}`));
  page.on('request', (request) => {
    if (!request.isNavigationRequest() || !request.url().startsWith('file:')) page.offences.push(`request: ${request.url()}`);
  });
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', (event) => {
      window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  return page;
}

/// Opens a file and waits until it can be used. `hash`: "#item=Web".
async function open(page, file, hash = '') {
  await page.goto(pathToFileURL(file).href + hash);
  await page.waitForSelector('html[data-ready]', { state: 'attached', timeout: 30000 });
}

module.exports = { launch, open, watched };
