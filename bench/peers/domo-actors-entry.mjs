export { Actor, stage } from 'domo-actors'
