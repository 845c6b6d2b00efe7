import { firefox } from 'playwright-core';
import { playedBy } from './playwright.mjs';

/**
 * Starts Firefox as it is released, which Playwright drives by WebDriver BiDi. Touch, colour
 * schemes, Chromium's own protocol and whatever else a release cannot emulate is not to be had.
 */
export const launch = async () =>
  playedBy(
    await firefox.launch({
      channel: 'moz-firefox',
      executablePath: process.env.FIREFOX ?? '/usr/bin/firefox-esr',
      headless: true,
      firefoxUserPrefs: {
        // A machine in a dark theme shows the same page.
        'layout.css.prefers-color-scheme.content-override': 1,
        // Registered once, a service worker would serve every later test.
        'dom.serviceWorkers.enabled': false,
      },
    }),
  );
