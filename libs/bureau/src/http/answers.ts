import { ApiProperty } from '@nestjs/swagger';

/** What the API answers, for its page. */
export class EventSummary {
  @ApiProperty({ type: String })
  id!: string;
  @ApiProperty({ type: String, example: 'housing.DwellingAssessed' })
  type!: string;
  @ApiProperty({ type: 'integer', description: '本村本领域内的序号 Number within village and area' })
  villageseq!: number;
  @ApiProperty({ type: String, format: 'date-time' })
  time!: string;
}

export class RecordSummary {
  @ApiProperty({ type: String })
  kind!: string;
  @ApiProperty({ type: String })
  id!: string;
  @ApiProperty({ type: 'integer', description: '版本，即 ETag Version, the ETag' })
  version!: number;
}

export class AcceptedAnswer {
  @ApiProperty({ type: String })
  village!: string;
  @ApiProperty({ type: [EventSummary] })
  events!: EventSummary[];
  @ApiProperty({ type: RecordSummary })
  record!: RecordSummary;
  @ApiProperty({ type: Boolean, description: '此前已登记，未重复登记 Recorded before, nothing twice' })
  repeated!: boolean;
}
