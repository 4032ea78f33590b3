/** Property tests end: a shrink that runs away would hang the whole suite, so it is cut and counts as a failure. */
import fc from 'fast-check'

fc.configureGlobal({ interruptAfterTimeLimit: 60_000, markInterruptAsFailure: true })
