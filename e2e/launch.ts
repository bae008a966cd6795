/** Chromium's flags for a machine without GPU, as root, and without a network. */
export const launchArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
]

const executablePath = process.env.PLAYWRIGHT_CHROMIUM_PATH

/** The tests' options for Chromium. Without a path in the environment it is Playwright's own. */
export const chromiumOptions = { args: launchArguments, ...(executablePath ? { executablePath } : {}) }
