export default {
  nav: '现场',
}
