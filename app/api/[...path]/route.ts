import { AppError } from '../../../lib/errors/app-error.ts'
import { handle } from '../../../lib/server/handle.ts'

/** An address the API does not have is answered in the API's own words, not with a page. */
const nothing = handle({ access: 'public' }, async () => {
  throw new AppError('not-found', 'There is nothing at this address.')
})

export { nothing as DELETE, nothing as GET, nothing as PATCH, nothing as POST, nothing as PUT }
