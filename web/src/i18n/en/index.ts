import account from './account'
import admin from './admin'
import common from './common'
import desk from './desk'
import errors from './errors'
import reports from './reports'
import shell from './shell'
import supervisor from './supervisor'

// English is the pattern: the other languages must have exactly these keys.
export default { common, errors, shell, desk, supervisor, admin, reports, account }
