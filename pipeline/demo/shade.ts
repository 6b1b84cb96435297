import type { Job } from './job.ts'

/** A steady number of the job in [0, 1) for columns that hang together with nothing. */
export const shade = (job: Job, salt: number): number => ((Math.imul(job.seat + salt * 7919, 0x9e3779b1) >>> 0) % 10007) / 10007
