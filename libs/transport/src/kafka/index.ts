export * from './kafka-transport';
export type { KafkaSettings } from './kafka-settings';
export { KafkaTopics, TopicsDiffer } from './kafka-topics';
export { reachKafka } from './reach-kafka';
