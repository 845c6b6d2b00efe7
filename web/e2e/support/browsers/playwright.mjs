// What Chromium and Firefox have in common: both are driven by Playwright.

/**
 * A browser as tests know it: `open` gives a page with a storage of its own, the errors that it
 * reports, and how to end it.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {object} defaults what a context is made with unless a test says otherwise
 */
export const playedBy = (browser, defaults = {}) => ({
  async open(options) {
    const context = await browser.newContext({ ...defaults, ...options });
    const page = await context.newPage();
    return { page, context, errors: collectErrors(page), close: () => context.close() };
  },
  close: () => browser.close(),
});

/** Everything that a developer would see in red, as text, as it happens. */
function collectErrors(page) {
  const errors = [];
  page.on('pageerror', (error) => errors.push(`uncaught: ${error.stack ?? error}`));
  page.on('crash', () => errors.push('the page crashed'));
  page.on('console', (message) => {
    if (message.type() === 'error') {
      errors.push(`console: ${message.text()} (${message.location().url})`);
    }
  });
  return errors;
}
