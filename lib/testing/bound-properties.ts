/**
 * Property tests end: a shrink that runs away would hang the whole suite, so it is cut and counts as a failure. And they
 * draw the same worlds in every run: whether a build passes must not hang on luck. `PROPERTY_SEED=N npm run unit` draws
 * others, and `npm run oracle` looks for the rare ones.
 */
import fc from 'fast-check'

const { PROPERTY_SEED = '20261123' } = process.env

fc.configureGlobal({ interruptAfterTimeLimit: 60_000, markInterruptAsFailure: true, seed: Number(PROPERTY_SEED) })
