import { defineConfig } from 'vitest/config'

/** Tests against real parts that are slow to start: an AWS API server, the real AWS CLI. Their own step of `npm test`. */
export default defineConfig({
  test: {
    include: ['e2e/real/**/*.test.ts'],
    environment: 'node',
    testTimeout: 300_000,
    hookTimeout: 120_000,
  },
})
