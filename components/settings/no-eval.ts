/** Our policy forbids code made of text, which Zod would try when its first schema is built: it is told so before. */

import { z } from 'zod'

z.config({ jitless: true })
