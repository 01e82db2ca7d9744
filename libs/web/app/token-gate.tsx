import { useQueryClient } from '@tanstack/react-query';
import { token } from '@jiedui/web-api';
import { useWords } from '@jiedui/web-page';
import { useState, type FormEvent } from 'react';
import { words } from './words';

const TOKEN = /^[\x21-\x2b\x2d-\x7e]{16,256}$/;

/** Asks for the access token; shown for as long as the platform takes none of what it was given. */
export function TokenGate() {
  const t = useWords(words);
  const client = useQueryClient();
  const [given, give] = useState('');
  const [isTried, setTried] = useState(token.read() !== undefined);
  const isShort = isTried && given !== '' && !TOKEN.test(given);
  const enter = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!TOKEN.test(given)) return;
    token.write(given);
    give('');
    void client.resetQueries();
  };
  return (
    <main className="gate">
      <form className="panel" onSubmit={enter}>
        <h1>{t.tokenAsk}</h1>
        <p>{t.tokenHelp}</p>
        <label>
          {t.token}
          <input
            type="password"
            autoComplete="off"
            autoFocus
            required
            value={given}
            onChange={({ target }) => give(target.value.trim())}
            aria-invalid={isTried}
            aria-describedby="token-fault"
          />
        </label>
        <p id="token-fault" role="alert" className="fault">
          {isShort ? t.tokenShort : isTried && given === '' ? t.tokenWrong : ''}
        </p>
        <button type="submit" className="button primary">
          {t.enter}
        </button>
      </form>
    </main>
  );
}
