/** The Node stand-in for the native bridge (electron/bridge-native), where that could not be built. */
import { main } from './bridge/main.ts'

main(process.argv.slice(2))
