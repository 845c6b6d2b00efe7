import { chromium } from 'playwright-core';
import { playedBy } from './playwright.mjs';

/** Starts Chromium, or whatever browser of its family the variable CHROMIUM names. */
export const launch = async () =>
  playedBy(
    await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      headless: true,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    }),
    // Only tests of it want everything to be kept for later.
    { serviceWorkers: 'block' },
  );
