/**
 * Loaded before a measured process (`node --import`): when it ends, writes its peak resident memory in MiB to the file
 * that BENCH_PEAK_FILE names. The kernel's own count; nothing is sampled.
 */
import { writeFileSync } from 'node:fs'

const file = process.env['BENCH_PEAK_FILE']
if (file !== undefined) {
  process.on('exit', () => {
    writeFileSync(file, String(Math.round(process.resourceUsage().maxRSS / 1024)))
  })
}
