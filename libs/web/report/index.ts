import './report.css';

export { ReportPage } from './report-page';
