import { runCheckWorker } from './core/playground/check-worker.ts'

runCheckWorker()
