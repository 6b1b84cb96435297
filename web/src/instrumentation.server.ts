/**
 * Runs before the server listens. The adapter would listen on every interface and on port 3000; Aftercare listens on
 * this machine only, on 4173, unless it is told otherwise.
 */
import process from 'node:process'

process.env.HOST ??= '127.0.0.1'
process.env.PORT ??= '4173'
