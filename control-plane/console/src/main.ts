import { createApp } from 'vue';
import App from './app/App.vue';
import { router } from './app/router';
import './ui/tokens.css';
import './ui/base.css';
import './ui/controls.css';

createApp(App).use(router).mount('#app');
