/** `npm run check`: the fast inner loop, without build and browser. */
import { install } from './install.mjs'
import { lint, runSteps, types, unit, unused } from './steps.mjs'

install()
process.exit(runSteps([lint, types, unused, unit]))
