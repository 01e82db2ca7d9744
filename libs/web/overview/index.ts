import './overview.css';

export { OverviewPage } from './overview-page';
export { ChangesPage } from './changes-page';
export { AttentionPage } from './attention-page';
