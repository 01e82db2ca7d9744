import { freeText, personName, phone, remark, type BureauDef } from '@jiedui/bureau';
import { area } from '@jiedui/registry-contract';
import { cityIncome, subsistenceLine, village } from './domain';
import { rules } from './rules';

const noted = { remark: remark() };
const source = { source: freeText({ zh: '发布文件', en: 'Published in' }, 200)(), ...noted };

/** The city office's registry: villages, who supports them, and the city's reference values. */
export const registryBureau: BureauDef = {
  area,
  isRegistry: true,
  kinds: { village, 'city-income': cityIncome, 'subsistence-line': subsistenceLine },
  persons: { leader: {} },
  rules,
  commands: {
    RegisterVillage: {
      zh: '登记村庄',
      en: 'Register a village',
      emits: 'VillageRegistered',
      decides: ['code'],
      decide: ({ village }: { readonly village: string }) => ({ code: village }),
      personal: noted,
    },
    RenameVillage: { zh: '村庄更名', en: 'Rename a village', emits: 'VillageRenamed', personal: noted },
    MergeVillage: {
      zh: '并入他村',
      en: 'Merge a village into another',
      emits: 'VillageMerged',
      personal: noted,
    },
    ChangeVillageFacts: {
      zh: '变更村情',
      en: 'Change the facts of a village',
      emits: 'VillageFactsChanged',
      personal: noted,
    },
    PairSupportingUnit: {
      zh: '结对帮扶单位',
      en: 'Pair a supporting unit',
      emits: 'SupportingUnitPaired',
      personal: { contact: { ...personName(), zh: '联系人', en: 'Contact' }, phone: phone(), ...noted },
    },
    ReleaseSupportingUnit: {
      zh: '解除结对',
      en: 'Release the supporting unit',
      emits: 'SupportingUnitReleased',
      personal: noted,
    },
    AssignResidentTeam: {
      zh: '派驻工作组',
      en: 'Assign a resident team',
      emits: 'ResidentTeamAssigned',
      personal: { leaderName: { ...personName(), zh: '组长姓名', en: 'Leader' }, phone: phone(), ...noted },
    },
    WithdrawResidentTeam: {
      zh: '撤出工作组',
      en: 'Withdraw the resident team',
      emits: 'ResidentTeamWithdrawn',
      personal: noted,
    },
    PublishCityIncome: {
      zh: '发布全市人均可支配收入',
      en: "Publish the city's average income",
      emits: 'CityIncomePublished',
      subject: 'city',
      personal: source,
    },
    SetSubsistenceLine: {
      zh: '发布低保线',
      en: 'Set the subsistence line',
      emits: 'SubsistenceLineSet',
      subject: 'city',
      personal: source,
    },
  },
};
