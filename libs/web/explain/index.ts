import './explain.css';

export { ExplainSheet } from './explain-sheet';
