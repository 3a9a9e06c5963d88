import { render } from 'preact';
import { App } from './shell/App.tsx';
import { connect } from './state/store.mts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/messages.css';
import './styles/wire.css';
import './styles/settings.css';

const root = document.getElementById('app');
if (root) render(<App />, root);
connect();
