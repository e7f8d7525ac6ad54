import { runKeychainWorker } from './core/secrets/keychain-worker.ts'

runKeychainWorker()
