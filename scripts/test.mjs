/** `npm test`: installs what is missing, then lint, types, unit tests, build and browser journeys. */
import { buildWhenStale } from './build.mjs'
import { findChromium } from './chromium.mjs'
import { install } from './install.mjs'
import { findRealParts } from './real-parts.mjs'
import { findOffice, findSchemas } from './schemas.mjs'
import { journeys, lint, noServerActions, realParts, runSteps, types, unit, unused } from './steps.mjs'

install()
const chromium = findChromium()
const parts = { server: findRealParts(), schemas: findSchemas(), office: findOffice() }
const build = {
  name: 'build',
  run: () => {
    buildWhenStale()
    return { passed: 1, failed: 0, skipped: 0 }
  },
}
process.exit(runSteps([lint, types, unused, unit, build, noServerActions, realParts(parts), journeys(chromium)]))
