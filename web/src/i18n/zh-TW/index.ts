import type { Messages } from '../messages'
import account from './account'
import admin from './admin'
import common from './common'
import desk from './desk'
import errors from './errors'
import reports from './reports'
import shell from './shell'
import supervisor from './supervisor'

const messages: Messages = { common, errors, shell, desk, supervisor, admin, reports, account }
export default messages
