import { serveBureau } from '@jiedui/bureau/http';
import { partyBuildingBureau } from '@jiedui/party-building-service';

await serveBureau(partyBuildingBureau, 8086);
