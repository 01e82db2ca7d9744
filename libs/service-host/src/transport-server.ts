import { BaseRpcContext, Server, type CustomTransportStrategy } from '@nestjs/microservices';
import type { Delivery, Share, SubscribeOptions, Subscription, Transport } from '@jiedui/transport';
import { isObservable, lastValueFrom } from 'rxjs';

export interface TransportServerOptions extends SubscribeOptions {
  readonly transport: Transport;
  readonly group: string;
}

/**
 * Where a Nest service consumes: a handler `@EventPattern('jiedui.housing.events')` gets the batches of that
 * topic, one after another. A batch whose handler rejects comes again after a growing pause; the group's
 * position follows what all handlers have resolved for.
 *
 *     app.connectMicroservice({ strategy: new TransportServer({ transport, group: 'housing.reports' }) });
 *     await app.startAllMicroservices();
 */
export class TransportServer extends Server implements CustomTransportStrategy {
  override readonly propagatesEventHandlerErrors = true;
  private subscription: Subscription | undefined;

  constructor(private readonly options: TransportServerOptions) {
    super();
  }

  async listen(callback: (error?: unknown) => void): Promise<void> {
    try {
      const { transport, group, maxBatch, share } = this.options;
      for (const [pattern, { isEventHandler }] of this.messageHandlers)
        if (!isEventHandler)
          throw new Error(`a topic has nobody to answer to: ${pattern} must be an @EventPattern`);
      this.subscription = await transport.subscribe(
        group,
        [...this.messageHandlers.keys()],
        (batch) => this.handle(batch),
        { ...(maxBatch && { maxBatch }), ...(share && { share: this.committing(share) }) },
      );
      callback();
    } catch (error) {
      callback(error);
    }
  }

  /** Ends behind the batch that is being handled. */
  async close(): Promise<void> {
    await this.subscription?.close();
    await this.subscription?.commit();
  }

  on(): never {
    throw new Error('a transport has no events of its own');
  }

  unwrap<T>(): T {
    return this.options.transport as T;
  }

  private async handle(batch: readonly Delivery[]): Promise<void> {
    await this.subscription?.commit(); // earlier batches
    for (const [topic, data] of Map.groupBy(batch, ({ topic }) => topic))
      await this.runWithProcessingHooks(new BaseRpcContext([]), async (end) => {
        const result: unknown = await this.messageHandlers.get(topic)!(data, new BaseRpcContext([]));
        if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
        end();
      });
  }

  private committing(share: Share): Share {
    return {
      assigned: share.assigned,
      revoked: async (partitions) => {
        await share.revoked(partitions);
        await this.subscription?.commit();
      },
    };
  }
}
