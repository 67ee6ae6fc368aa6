export default {
  nav: '現場',
}
