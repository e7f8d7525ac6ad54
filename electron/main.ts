import { runApp } from './shell/app.ts'

void runApp()
