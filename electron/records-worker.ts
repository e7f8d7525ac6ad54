import { runWorker } from './core/records/worker.ts'

runWorker()
