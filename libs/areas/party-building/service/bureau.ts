import { freeText, identityNumber, personName, phone, remark, type BureauDef } from '@jiedui/bureau';
import { area } from '@jiedui/party-building-contract';
import { branch, organisationalLife, title } from './domain';
import { rules } from './rules';

const noted = { remark: remark() };
const explained = { explanation: freeText({ zh: '原因说明', en: 'Reason in words' })(), ...noted };
const documented = { document: freeText({ zh: '文件文号', en: 'Document' }, 100)(), ...noted };

/** The organisation department: the village's Party branch, its organisational life and the village's titles. */
export const partyBuildingBureau: BureauDef = {
  area,
  kinds: { branch, title, 'organisational-life': organisationalLife },
  persons: { leader: {} },
  rules,
  commands: {
    ElectLeader: {
      zh: '选出带头人',
      en: 'Elect a leader',
      emits: 'LeaderElected',
      personal: {
        leader: { ...personName(), zh: '带头人姓名', en: 'Leader' },
        identityNumber: identityNumber(),
        phone: phone(),
        ...noted,
      },
    },
    HoldOrganisationalLife: {
      zh: '开展组织生活',
      en: 'Hold organisational life',
      emits: 'OrganisationalLifeHeld',
      personal: {
        subject: freeText({ zh: '主题', en: 'Subject' }, 200)(),
        place: freeText({ zh: '地点', en: 'Place' }, 100)(),
        ...noted,
      },
    },
    RateBranch: { zh: '评定党支部', en: 'Rate the branch', emits: 'BranchRated', personal: documented },
    RevokeBranchRating: {
      zh: '撤销党支部评定',
      en: 'Revoke the rating of the branch',
      emits: 'BranchRatingRevoked',
      personal: explained,
    },
    GrantTitle: { zh: '授予称号', en: 'Grant a title', emits: 'TitleGranted', personal: documented },
    RevokeTitle: { zh: '撤销称号', en: 'Revoke a title', emits: 'TitleRevoked', personal: explained },
  },
};
