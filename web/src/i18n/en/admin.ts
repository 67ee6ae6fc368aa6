export default {
  nav: 'Settings',
}
