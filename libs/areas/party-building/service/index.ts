export { partyBuildingBureau } from './bureau';
